/**
 * The value domain, the model bundle, and the one way to run a graph. Start at {@link
 * dev.millrace.model.Batch} and {@link dev.millrace.model.Signature}. Knows nothing of how models
 * are trained, stored or served.
 */
@NullMarked
package dev.millrace.model;

import org.jspecify.annotations.NullMarked;
