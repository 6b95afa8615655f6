"""Tables, repositories, migrations and blobs."""
