/**
 * What the data should look like, as a file that people review. Start at {@link
 * dev.millrace.data.schema.DataSchema}; a file with its comments, and its change, is a {@link
 * dev.millrace.data.schema.SchemaFile}. Knows nothing of how data is held against it.
 */
@NullMarked
package dev.millrace.data.schema;

import org.jspecify.annotations.NullMarked;
