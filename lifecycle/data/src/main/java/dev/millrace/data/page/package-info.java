/**
 * Statistics for people to look at: one HTML file that needs nothing else, with a row a feature and
 * its distribution drawn. Start at {@link dev.millrace.data.page.StatisticsPage}; {@link
 * dev.millrace.data.page.FeatureFigures} are the same figures for a terminal. Knows nothing of rows
 * and artifacts.
 */
@NullMarked
package dev.millrace.data.page;

import org.jspecify.annotations.NullMarked;
