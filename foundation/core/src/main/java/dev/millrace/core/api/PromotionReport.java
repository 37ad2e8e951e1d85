package dev.millrace.core.api;

import java.util.Map;
import java.util.Optional;

/**
 * What a promotion did.
 *
 * @param change the new entry of the alias's history
 * @param before the version that the alias stood for until now
 * @param deployed the version each environment should be serving
 */
public record PromotionReport(
    String model,
    ModelReport.AliasChange change,
    Optional<Integer> before,
    Map<String, Integer> deployed) {}
