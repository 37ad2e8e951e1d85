@NullMarked
package dev.millrace.data.scan;

import org.jspecify.annotations.NullMarked;
