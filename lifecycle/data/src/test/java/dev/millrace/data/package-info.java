/** What the tests of tables share. */
@NullMarked
package dev.millrace.data;

import org.jspecify.annotations.NullMarked;
