package dev.millrace.registry;

import java.util.Optional;

/**
 * One entry of an alias's history.
 *
 * @param version what it stands for from then on; empty if it was taken away
 */
public record AliasChange(String model, String alias, Optional<Integer> version, Change change) {}
