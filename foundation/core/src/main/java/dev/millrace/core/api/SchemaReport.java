package dev.millrace.core.api;

import java.util.List;
import java.util.Optional;

/**
 * A schema of rows.
 *
 * @param schema as YAML
 * @param diff from the file that was to be updated, in unified format; empty if it accepts the rows
 *     as it is
 * @param commentsKept false if the file had to be written anew
 * @param written the file, if it was changed
 * @param remaining what no change of a schema accepts
 */
public record SchemaReport(
    String schema,
    String diff,
    boolean commentsKept,
    Optional<String> written,
    List<String> remaining) {}
