@NullMarked
package dev.millrace.data.distance;

import org.jspecify.annotations.NullMarked;
