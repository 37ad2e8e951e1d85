/**
 * Boosted trees by XGBoost: the native library, and its models as trees of an ONNX graph. Start at
 * {@link dev.millrace.training.xgboost.XgboostTrainer}. Nothing outside this package sees XGBoost's
 * classes, whose loading extracts a native library.
 */
@NullMarked
package dev.millrace.training.xgboost;

import org.jspecify.annotations.NullMarked;
