/** The reading of rows, by itself. */
@NullMarked
package dev.millrace.data.rows;

import org.jspecify.annotations.NullMarked;
