package dev.millrace.model.bundle;

import dev.millrace.core.value.Digest;
import dev.millrace.model.predict.ModelRuntime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle is, stored as {@code bundle.json}.
 *
 * @param format of the bundle, raised when its files change their meaning
 * @param runtime what computes the graph
 * @param trainer that made the model, such as {@code xgboost}
 * @param label the column that it learnt to predict
 * @param classes of a multi-class model, in the model's order; else empty
 * @param outputs of the graph, as in the signature
 * @param features what the transform makes for the model, in the model's order
 * @param files the SHA-256 of each other file, by name
 */
public record Manifest(
    int format,
    ModelRuntime runtime,
    String trainer,
    Task task,
    String label,
    List<String> classes,
    List<String> outputs,
    List<String> features,
    SortedMap<String, String> files) {

  /** The format that this version writes and reads. */
  public static final int FORMAT = 1;

  public Manifest {
    classes = List.copyOf(classes);
    outputs = List.copyOf(outputs);
    features = List.copyOf(features);
    files = new TreeMap<>(files);
    files.values().forEach(Digest::new);
  }
}
