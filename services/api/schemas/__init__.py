"""What do requests and answers look like? Schemas that write and read them and describe them in OpenAPI."""
