/**
 * From raw columns to model features: declared in a pipeline, analysed on the training split,
 * written as one ONNX graph, and applied only by computing that graph. Start at {@link
 * dev.millrace.data.transform.Transform}. Knows nothing of trainers.
 */
@NullMarked
package dev.millrace.data.transform;

import org.jspecify.annotations.NullMarked;
