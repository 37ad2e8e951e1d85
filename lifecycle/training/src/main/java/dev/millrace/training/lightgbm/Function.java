package dev.millrace.training.lightgbm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;

/**
 * What is used of LightGBM's C interface, as its {@code include/LightGBM/c_api.h} of version 4
 * declares it. All return an {@code int}, 0 if all went well.
 */
enum Function {
  DATASET_CREATE_FROM_MAT("LGBM_DatasetCreateFromMat"),
  DATASET_SET_FIELD("LGBM_DatasetSetField"),
  DATASET_FREE("LGBM_DatasetFree"),
  BOOSTER_CREATE("LGBM_BoosterCreate"),
  BOOSTER_LOAD_MODEL_FROM_STRING("LGBM_BoosterLoadModelFromString"),
  BOOSTER_FREE("LGBM_BoosterFree"),
  BOOSTER_MERGE("LGBM_BoosterMerge"),
  BOOSTER_ADD_VALID_DATA("LGBM_BoosterAddValidData"),
  BOOSTER_UPDATE_ONE_ITER("LGBM_BoosterUpdateOneIter"),
  BOOSTER_GET_EVAL("LGBM_BoosterGetEval"),
  BOOSTER_GET_PREDICT("LGBM_BoosterGetPredict"),
  BOOSTER_PREDICT_FOR_MAT("LGBM_BoosterPredictForMat"),
  BOOSTER_SAVE_MODEL_TO_STRING("LGBM_BoosterSaveModelToString"),
  BOOSTER_FEATURE_IMPORTANCE("LGBM_BoosterFeatureImportance");

  private final String symbol;

  Function(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  /** What it takes and returns. */
  FunctionDescriptor descriptor() {
    return switch (this) {
      case DATASET_CREATE_FROM_MAT ->
          of(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
      case DATASET_SET_FIELD -> of(ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
      case DATASET_FREE, BOOSTER_FREE -> of(ADDRESS);
      case BOOSTER_CREATE, BOOSTER_LOAD_MODEL_FROM_STRING -> of(ADDRESS, ADDRESS, ADDRESS);
      case BOOSTER_MERGE, BOOSTER_ADD_VALID_DATA, BOOSTER_UPDATE_ONE_ITER -> of(ADDRESS, ADDRESS);
      case BOOSTER_GET_EVAL, BOOSTER_GET_PREDICT -> of(ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
      case BOOSTER_PREDICT_FOR_MAT ->
          of(
              ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
              JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
      case BOOSTER_SAVE_MODEL_TO_STRING ->
          of(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
      case BOOSTER_FEATURE_IMPORTANCE -> of(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    };
  }

  private static FunctionDescriptor of(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }
}
