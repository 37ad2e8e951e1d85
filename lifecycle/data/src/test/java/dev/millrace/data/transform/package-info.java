@NullMarked
package dev.millrace.data.transform;

import org.jspecify.annotations.NullMarked;
