"""The pages of taught layouts: list, matrix, versions, file by hand, proposals."""
