@NullMarked
package dev.millrace.registry;

import org.jspecify.annotations.NullMarked;
