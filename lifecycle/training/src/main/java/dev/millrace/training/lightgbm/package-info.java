/**
 * Boosted trees by LightGBM: the native library, and its models as trees of an ONNX graph. Start at
 * {@link dev.millrace.training.lightgbm.LightgbmTrainer}. Nothing outside this package sees
 * LightGBM, whose library is unpacked and loaded at the first call.
 */
@NullMarked
package dev.millrace.training.lightgbm;

import org.jspecify.annotations.NullMarked;
