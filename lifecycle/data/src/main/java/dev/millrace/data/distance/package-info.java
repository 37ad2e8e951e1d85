/**
 * How far two sets of rows are apart, feature by feature, and how likely chance alone puts them as
 * far. Start at {@link dev.millrace.data.distance.Comparison}: {@code Comparison.between(one,
 * other).by(Measure.JENSEN_SHANNON)} is a {@link dev.millrace.data.distance.Distance}, effect and
 * p-value; {@link dev.millrace.data.distance.Measure} has the definitions. Across features {@link
 * dev.millrace.core.value.FalseDiscovery} tells which p-values count. Works on statistics, never on
 * rows, and knows nothing of limits.
 */
@NullMarked
package dev.millrace.data.distance;

import org.jspecify.annotations.NullMarked;
