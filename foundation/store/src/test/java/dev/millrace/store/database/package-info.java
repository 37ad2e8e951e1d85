@NullMarked
package dev.millrace.store.database;

import org.jspecify.annotations.NullMarked;
