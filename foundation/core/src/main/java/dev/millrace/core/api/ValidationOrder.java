package dev.millrace.core.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A question whether rows are as a schema says.
 *
 * @param of which rows
 * @param previous the rows before, where the schema limits drift
 * @param serving rows of what is served, where the schema limits skew
 * @param environment of the schema that the rows are of
 * @param page where to write what was found as a page, if that is wanted
 */
public record ValidationOrder(
    StatisticsOrder.Subject of,
    Path schema,
    Optional<StatisticsOrder.Subject> previous,
    Optional<StatisticsOrder.Subject> serving,
    Optional<String> environment,
    Optional<Path> page) {}
