/** Components that tests of several packages share. */
@NullMarked
package dev.millrace.core.sample;

import org.jspecify.annotations.NullMarked;
