package dev.millrace.data.files;

import dev.millrace.data.examples.BatchConsumer;
import dev.millrace.model.Batch;
import dev.millrace.model.Signature;
import dev.millrace.model.predict.Predictor;

/** Predicts rows, here or elsewhere. */
public interface RowPredictor {

  /** What it takes and gives. */
  Signature signature();

  /**
   * Predicts some rows.
   *
   * @param rows with the signature's inputs and nothing else; every value fits its field
   * @param answers takes the outputs of all rows in their order, in as many parts as is convenient
   */
  void predict(Batch rows, BatchConsumer answers) throws InterruptedException;

  /** In this process, on some threads. */
  static RowPredictor here(Predictor predictor, int threads) {
    return new RowPredictor() {
      @Override
      public Signature signature() {
        return predictor.signature();
      }

      @Override
      public void predict(Batch rows, BatchConsumer answers) throws InterruptedException {
        answers.accept(predictor.predict(rows, threads));
      }
    };
  }
}
