/**
 * How far two sets of rows are apart, feature by feature, and how likely chance alone puts them as
 * far. Start at {@link dev.millrace.data.distance.Distance}. Works on statistics, never on rows.
 */
@NullMarked
package dev.millrace.data.distance;

import org.jspecify.annotations.NullMarked;
