"""The network in ONNX Runtime on one thread: exported from PyTorch, its weights int8, the activations rounded while it runs."""
import warnings
from itertools import product

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic, quant_pre_process
from onnxruntime.transformers import optimizer

OPSET = 17  # the first one with LayerNormalization


def export(network, ids, path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the newer exporter's graph runs slower
        torch.onnx.export(network, (torch.tensor([ids]),), path, dynamo=False, opset_version=OPSET, input_names=["ids"], output_names=["probabilities"], dynamic_axes={"ids": {1: "tokens"}})


def fuse(path, meta, fused):
    """Writes the graph with attention, bias and GELU, addition and LayerNorm as one operation each."""
    optimizer.optimize_model(path, model_type="bert", num_heads=meta["heads"], hidden_size=meta["width"], opt_level=0).save_model_to_file(fused)


def open_session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return lambda ids: session.run(None, {"ids": np.array([ids])})[0][0]


def prepare(path, prepared):
    quant_pre_process(path, prepared, skip_symbolic_shape=True)


def sessions(network, meta, ids, folder):
    """The exported network as it is, and its int8 forms by name: each calls ids to seven probabilities."""
    graphs = {name: f"{folder}/{name}.onnx" for name in ("exported", "prepared", "fused")}
    export(network, ids, graphs["exported"])
    prepare(graphs["exported"], graphs["prepared"])
    fuse(graphs["exported"], meta, graphs["fused"])
    forms = {}
    for (graph, path), per_row in product(graphs.items(), (False, True)):
        rounded = f"{folder}/{graph}_{per_row}.onnx"
        quantize_dynamic(path, rounded, weight_type=QuantType.QInt8, per_channel=per_row, extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT})
        forms[f"{graph}, a scale a {'row' if per_row else 'matrix'}"] = open_session(rounded)
    return open_session(graphs["exported"]), forms
