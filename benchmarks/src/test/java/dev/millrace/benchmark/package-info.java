@NullMarked
package dev.millrace.benchmark;

import org.jspecify.annotations.NullMarked;
