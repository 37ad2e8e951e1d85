package dev.millrace.core.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rollback did.
 *
 * @param from the version that the alias stood for; empty if it had been taken away
 * @param to the version that it stands for now
 * @param followed the environments that served the one and are to serve the other
 * @param left the version that each other environment goes on serving
 */
public record RollbackReport(
    String model,
    String alias,
    Optional<Integer> from,
    int to,
    List<String> followed,
    Map<String, Integer> left) {}
