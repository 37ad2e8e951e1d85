package dev.millrace.app.replay;

import java.net.URI;

/** A command line that asks the served model about one flight, as it is printed. */
final class Curl {

  private Curl() {}

  static String line(URI server, String model) {
    return """
    curl -s %s/v2/models/%s/infer \\
      -H 'Content-Type: application/json' -d '{"inputs": [
      {"name":"date","datatype":"BYTES","shape":[1],"data":["2001-03-02T17:45:00"]},
      {"name":"distance","datatype":"INT64","shape":[1],"data":[733]},
      {"name":"origin","datatype":"BYTES","shape":[1],"data":["ORD"]},
      {"name":"destination","datatype":"BYTES","shape":[1],"data":["LGA"]}]}'"""
        .formatted(server, model);
  }
}
