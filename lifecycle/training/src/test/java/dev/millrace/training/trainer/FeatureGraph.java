package dev.millrace.training.trainer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import dev.millrace.model.onnx.ElementType;
import dev.millrace.model.onnx.GraphBuilder;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import dev.millrace.model.predict.Predictor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A model behind the plainest transform: nullable numbers, NaN where missing. */
public record FeatureGraph(byte[] onnx, Signature signature) {

  public static FeatureGraph of(FittedModel model, int features) {
    GraphBuilder builder = new GraphBuilder("test");
    Operators graph = new Operators(builder);
    List<Value> columns = new ArrayList<>();
    for (int feature = 0; feature < features; feature++) {
      Field field = new Field("f" + feature, DataType.NUMBER, true);
      Value value = graph.cast(builder.input(field), ElementType.FLOAT);
      columns.add(graph.where(builder.presence(field), value, graph.constant(Float.NaN)));
    }
    List<Value> outputs = model.addTo(graph, graph.matrix(columns));
    for (int output = 0; output < outputs.size(); output++) {
      builder.output("out" + output, outputs.get(output));
    }
    return new FeatureGraph(builder.toBytes(), builder.signature("UTC"));
  }

  /** Row after row. */
  public double[] predict(FeatureMatrix matrix) {
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    for (int feature = 0; feature < matrix.features(); feature++) {
      double[] values = new double[matrix.rows()];
      boolean[] present = new boolean[matrix.rows()];
      for (int row = 0; row < matrix.rows(); row++) {
        float value = matrix.values()[row * matrix.features() + feature];
        present[row] = !Float.isNaN(value);
        values[row] = present[row] ? widened(value) : 0;
      }
      columns.put("f" + feature, new Column.Doubles(values, present));
    }
    Batch out = Predictor.of(onnx, signature).predict(new Batch(matrix.rows(), columns));
    int width = signature.outputs().size();
    double[] all = new double[matrix.rows() * width];
    for (int output = 0; output < width; output++) {
      double[] column = ((Column.Doubles) out.column("out" + output)).values();
      for (int row = 0; row < column.length; row++) {
        all[row * width + output] = column[row];
      }
    }
    return all;
  }

  /** An infinite feature comes of a number beyond single precision. */
  private static double widened(float value) {
    return Float.isInfinite(value) ? Math.copySign(1e300, value) : value;
  }

  /** The same by ONNX Runtime. */
  public float[] predictByOnnxRuntime(FeatureMatrix matrix) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try (OrtSession session = environment.createSession(onnx)) {
      for (int feature = 0; feature < matrix.features(); feature++) {
        double[] values = new double[matrix.rows()];
        boolean[] present = new boolean[matrix.rows()];
        for (int row = 0; row < matrix.rows(); row++) {
          float value = matrix.values()[row * matrix.features() + feature];
          present[row] = !Float.isNaN(value);
          values[row] = present[row] ? value : 0;
        }
        Field field = signature.inputs().get(feature);
        inputs.put(field.name(), OnnxTensor.createTensor(environment, values));
        inputs.put(field.presenceName(), OnnxTensor.createTensor(environment, present));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        int width = signature.outputs().size();
        float[] all = new float[matrix.rows() * width];
        for (int output = 0; output < width; output++) {
          float[][] rows = (float[][]) result.get("out" + output).orElseThrow().getValue();
          for (int row = 0; row < rows.length; row++) {
            all[row * width + output] = rows[row][0];
          }
        }
        return all;
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }
}
