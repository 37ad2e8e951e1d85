/** The stores that benchmarks fill are what their answers are checked against. */
@NullMarked
package dev.millrace.benchmark.engine;

import org.jspecify.annotations.NullMarked;
