package dev.millrace.core.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A wish for a schema of rows.
 *
 * @param of which rows
 * @param update a schema that is to accept them; without one, a schema is inferred
 * @param name of that file, as differences are told under
 * @param write whether to change the file
 * @param environment of the schema that the rows are of
 */
public record SchemaOrder(
    StatisticsOrder.Subject of,
    Optional<Path> update,
    String name,
    boolean write,
    Optional<String> environment) {}
