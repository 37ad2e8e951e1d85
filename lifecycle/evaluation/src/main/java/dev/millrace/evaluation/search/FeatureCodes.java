package dev.millrace.evaluation.search;

import java.util.List;

/**
 * A feature cut into few values.
 *
 * @param codes by row; −1 for what is too rare
 * @param conditions what the rows of each code meet
 */
record FeatureCodes(String feature, byte[] codes, List<String> conditions) {}
