@NullMarked
package dev.millrace.benchmark.calibration;

import org.jspecify.annotations.NullMarked;
