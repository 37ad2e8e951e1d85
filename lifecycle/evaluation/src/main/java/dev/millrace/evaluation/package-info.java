/**
 * The component that evaluates a model and decides on it. Start at {@link
 * dev.millrace.evaluation.Evaluate}. Metrics, slices and the blessing are packages of their own
 * below, usable without it. Knows nothing of registries: a baseline is a model like another.
 */
@NullMarked
package dev.millrace.evaluation;

import org.jspecify.annotations.NullMarked;
