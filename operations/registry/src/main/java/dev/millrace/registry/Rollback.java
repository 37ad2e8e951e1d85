package dev.millrace.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rollback did.
 *
 * @param from what the alias stood for; empty if it had been taken away
 * @param to what it stands for now
 * @param followed the environments that served the former and are to serve the latter
 * @param left what other environments go on serving, by environment
 */
public record Rollback(
    String model,
    String alias,
    Optional<Integer> from,
    int to,
    List<String> followed,
    Map<String, Integer> left) {}
