"""Reading and writing rows: functions that take a session of the store and speak in domain values.

None of them commits; a function that writes wants a session of `Store.write`.
"""
