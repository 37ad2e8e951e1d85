/**
 * What a data set looks like, feature by feature, in numbers that merge: shards, windows of live
 * traffic and whole data sets are counted by the same accumulators. Start at {@link
 * dev.millrace.data.statistics.StatisticsBuilder} to count and {@link
 * dev.millrace.data.statistics.StatisticsFile} to read. Knows nothing of what is normal.
 */
@NullMarked
package dev.millrace.data.statistics;

import org.jspecify.annotations.NullMarked;
