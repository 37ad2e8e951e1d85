package dev.millrace.data.statistics;

import java.util.List;
import java.util.SequencedMap;

/**
 * The features of a file.
 *
 * @param features of which a row has one value
 * @param lists of which a row has a list of values
 * @param skipped types by column, of columns whose type has no statistics
 */
record Sources(
    List<FeatureSource> features, List<ListSource> lists, SequencedMap<String, String> skipped) {}
