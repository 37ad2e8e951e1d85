@NullMarked
package dev.millrace.store.gc;

import org.jspecify.annotations.NullMarked;
