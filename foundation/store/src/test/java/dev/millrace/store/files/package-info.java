@NullMarked
package dev.millrace.store.files;

import org.jspecify.annotations.NullMarked;
