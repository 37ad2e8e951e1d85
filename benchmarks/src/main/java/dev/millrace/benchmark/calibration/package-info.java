/**
 * How often each measure of distance sounds an alarm where there is nothing to be alarmed about.
 * Start at {@link dev.millrace.benchmark.calibration.FalseAlarms}; {@link
 * dev.millrace.benchmark.calibration.Population} has the distributions.
 */
@NullMarked
package dev.millrace.benchmark.calibration;

import org.jspecify.annotations.NullMarked;
