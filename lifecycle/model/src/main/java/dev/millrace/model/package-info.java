/**
 * The value domain: what a row is, from ingest to request. Start at {@link
 * dev.millrace.model.Batch} and {@link dev.millrace.model.Signature}. Above it, {@code onnx} writes
 * and reads graphs, {@code predict} computes them, and {@code bundle} keeps a model with all that
 * belongs to it. Knows nothing of how models are trained, stored or served.
 */
@NullMarked
package dev.millrace.model;

import org.jspecify.annotations.NullMarked;
