@NullMarked
package dev.millrace.evaluation.card;

import org.jspecify.annotations.NullMarked;
