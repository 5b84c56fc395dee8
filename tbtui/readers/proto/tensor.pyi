# Made from tensor.proto by regenerate.py with libprotoc 35.1: change those, not this.
# ruff: noqa
# fmt: off

from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TensorShapeProto(_message.Message):
    __slots__ = ("dim", "unknown_rank")
    class Dim(_message.Message):
        __slots__ = ("size", "name")
        SIZE_FIELD_NUMBER: _ClassVar[int]
        NAME_FIELD_NUMBER: _ClassVar[int]
        size: int
        name: str
        def __init__(self, size: _Optional[int] = ..., name: _Optional[str] = ...) -> None: ...
    DIM_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_RANK_FIELD_NUMBER: _ClassVar[int]
    dim: _containers.RepeatedCompositeFieldContainer[TensorShapeProto.Dim]
    unknown_rank: bool
    def __init__(self, dim: _Optional[_Iterable[_Union[TensorShapeProto.Dim, _Mapping[str, object]]]] = ..., unknown_rank: _Optional[bool] = ...) -> None: ...

class TensorProto(_message.Message):
    __slots__ = ("dtype", "tensor_shape", "version_number", "tensor_content", "float_val", "double_val", "int_val", "string_val", "scomplex_val", "int64_val", "bool_val", "dcomplex_val", "half_val", "resource_handle_val", "variant_val", "uint32_val", "uint64_val", "float8_val")
    class DataType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        DT_INVALID: _ClassVar[TensorProto.DataType]
        DT_FLOAT: _ClassVar[TensorProto.DataType]
        DT_DOUBLE: _ClassVar[TensorProto.DataType]
        DT_INT32: _ClassVar[TensorProto.DataType]
        DT_UINT8: _ClassVar[TensorProto.DataType]
        DT_INT16: _ClassVar[TensorProto.DataType]
        DT_INT8: _ClassVar[TensorProto.DataType]
        DT_STRING: _ClassVar[TensorProto.DataType]
        DT_COMPLEX64: _ClassVar[TensorProto.DataType]
        DT_INT64: _ClassVar[TensorProto.DataType]
        DT_BOOL: _ClassVar[TensorProto.DataType]
        DT_QINT8: _ClassVar[TensorProto.DataType]
        DT_QUINT8: _ClassVar[TensorProto.DataType]
        DT_QINT32: _ClassVar[TensorProto.DataType]
        DT_BFLOAT16: _ClassVar[TensorProto.DataType]
        DT_QINT16: _ClassVar[TensorProto.DataType]
        DT_QUINT16: _ClassVar[TensorProto.DataType]
        DT_UINT16: _ClassVar[TensorProto.DataType]
        DT_COMPLEX128: _ClassVar[TensorProto.DataType]
        DT_HALF: _ClassVar[TensorProto.DataType]
        DT_RESOURCE: _ClassVar[TensorProto.DataType]
        DT_VARIANT: _ClassVar[TensorProto.DataType]
        DT_UINT32: _ClassVar[TensorProto.DataType]
        DT_UINT64: _ClassVar[TensorProto.DataType]
        DT_FLOAT8_E5M2: _ClassVar[TensorProto.DataType]
        DT_FLOAT8_E4M3FN: _ClassVar[TensorProto.DataType]
        DT_FLOAT8_E4M3FNUZ: _ClassVar[TensorProto.DataType]
        DT_FLOAT8_E4M3B11FNUZ: _ClassVar[TensorProto.DataType]
        DT_FLOAT8_E5M2FNUZ: _ClassVar[TensorProto.DataType]
        DT_INT4: _ClassVar[TensorProto.DataType]
        DT_UINT4: _ClassVar[TensorProto.DataType]
        DT_INT2: _ClassVar[TensorProto.DataType]
        DT_UINT2: _ClassVar[TensorProto.DataType]
        DT_FLOAT4_E2M1FN: _ClassVar[TensorProto.DataType]
    DT_INVALID: TensorProto.DataType
    DT_FLOAT: TensorProto.DataType
    DT_DOUBLE: TensorProto.DataType
    DT_INT32: TensorProto.DataType
    DT_UINT8: TensorProto.DataType
    DT_INT16: TensorProto.DataType
    DT_INT8: TensorProto.DataType
    DT_STRING: TensorProto.DataType
    DT_COMPLEX64: TensorProto.DataType
    DT_INT64: TensorProto.DataType
    DT_BOOL: TensorProto.DataType
    DT_QINT8: TensorProto.DataType
    DT_QUINT8: TensorProto.DataType
    DT_QINT32: TensorProto.DataType
    DT_BFLOAT16: TensorProto.DataType
    DT_QINT16: TensorProto.DataType
    DT_QUINT16: TensorProto.DataType
    DT_UINT16: TensorProto.DataType
    DT_COMPLEX128: TensorProto.DataType
    DT_HALF: TensorProto.DataType
    DT_RESOURCE: TensorProto.DataType
    DT_VARIANT: TensorProto.DataType
    DT_UINT32: TensorProto.DataType
    DT_UINT64: TensorProto.DataType
    DT_FLOAT8_E5M2: TensorProto.DataType
    DT_FLOAT8_E4M3FN: TensorProto.DataType
    DT_FLOAT8_E4M3FNUZ: TensorProto.DataType
    DT_FLOAT8_E4M3B11FNUZ: TensorProto.DataType
    DT_FLOAT8_E5M2FNUZ: TensorProto.DataType
    DT_INT4: TensorProto.DataType
    DT_UINT4: TensorProto.DataType
    DT_INT2: TensorProto.DataType
    DT_UINT2: TensorProto.DataType
    DT_FLOAT4_E2M1FN: TensorProto.DataType
    DTYPE_FIELD_NUMBER: _ClassVar[int]
    TENSOR_SHAPE_FIELD_NUMBER: _ClassVar[int]
    VERSION_NUMBER_FIELD_NUMBER: _ClassVar[int]
    TENSOR_CONTENT_FIELD_NUMBER: _ClassVar[int]
    FLOAT_VAL_FIELD_NUMBER: _ClassVar[int]
    DOUBLE_VAL_FIELD_NUMBER: _ClassVar[int]
    INT_VAL_FIELD_NUMBER: _ClassVar[int]
    STRING_VAL_FIELD_NUMBER: _ClassVar[int]
    SCOMPLEX_VAL_FIELD_NUMBER: _ClassVar[int]
    INT64_VAL_FIELD_NUMBER: _ClassVar[int]
    BOOL_VAL_FIELD_NUMBER: _ClassVar[int]
    DCOMPLEX_VAL_FIELD_NUMBER: _ClassVar[int]
    HALF_VAL_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_HANDLE_VAL_FIELD_NUMBER: _ClassVar[int]
    VARIANT_VAL_FIELD_NUMBER: _ClassVar[int]
    UINT32_VAL_FIELD_NUMBER: _ClassVar[int]
    UINT64_VAL_FIELD_NUMBER: _ClassVar[int]
    FLOAT8_VAL_FIELD_NUMBER: _ClassVar[int]
    dtype: TensorProto.DataType
    tensor_shape: TensorShapeProto
    version_number: int
    tensor_content: bytes
    float_val: _containers.RepeatedScalarFieldContainer[float]
    double_val: _containers.RepeatedScalarFieldContainer[float]
    int_val: _containers.RepeatedScalarFieldContainer[int]
    string_val: _containers.RepeatedScalarFieldContainer[bytes]
    scomplex_val: _containers.RepeatedScalarFieldContainer[float]
    int64_val: _containers.RepeatedScalarFieldContainer[int]
    bool_val: _containers.RepeatedScalarFieldContainer[bool]
    dcomplex_val: _containers.RepeatedScalarFieldContainer[float]
    half_val: _containers.RepeatedScalarFieldContainer[int]
    resource_handle_val: _containers.RepeatedCompositeFieldContainer[ResourceHandleProto]
    variant_val: _containers.RepeatedCompositeFieldContainer[VariantTensorDataProto]
    uint32_val: _containers.RepeatedScalarFieldContainer[int]
    uint64_val: _containers.RepeatedScalarFieldContainer[int]
    float8_val: bytes
    def __init__(self, dtype: _Optional[_Union[TensorProto.DataType, str]] = ..., tensor_shape: _Optional[_Union[TensorShapeProto, _Mapping[str, object]]] = ..., version_number: _Optional[int] = ..., tensor_content: _Optional[bytes] = ..., float_val: _Optional[_Iterable[float]] = ..., double_val: _Optional[_Iterable[float]] = ..., int_val: _Optional[_Iterable[int]] = ..., string_val: _Optional[_Iterable[bytes]] = ..., scomplex_val: _Optional[_Iterable[float]] = ..., int64_val: _Optional[_Iterable[int]] = ..., bool_val: _Optional[_Iterable[bool]] = ..., dcomplex_val: _Optional[_Iterable[float]] = ..., half_val: _Optional[_Iterable[int]] = ..., resource_handle_val: _Optional[_Iterable[_Union[ResourceHandleProto, _Mapping[str, object]]]] = ..., variant_val: _Optional[_Iterable[_Union[VariantTensorDataProto, _Mapping[str, object]]]] = ..., uint32_val: _Optional[_Iterable[int]] = ..., uint64_val: _Optional[_Iterable[int]] = ..., float8_val: _Optional[bytes] = ...) -> None: ...

class ResourceHandleProto(_message.Message):
    __slots__ = ("device", "container", "name", "hash_code", "maybe_type_name")
    DEVICE_FIELD_NUMBER: _ClassVar[int]
    CONTAINER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    HASH_CODE_FIELD_NUMBER: _ClassVar[int]
    MAYBE_TYPE_NAME_FIELD_NUMBER: _ClassVar[int]
    device: str
    container: str
    name: str
    hash_code: int
    maybe_type_name: str
    def __init__(self, device: _Optional[str] = ..., container: _Optional[str] = ..., name: _Optional[str] = ..., hash_code: _Optional[int] = ..., maybe_type_name: _Optional[str] = ...) -> None: ...

class VariantTensorDataProto(_message.Message):
    __slots__ = ("type_name", "metadata", "tensors")
    TYPE_NAME_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    TENSORS_FIELD_NUMBER: _ClassVar[int]
    type_name: str
    metadata: bytes
    tensors: _containers.RepeatedCompositeFieldContainer[TensorProto]
    def __init__(self, type_name: _Optional[str] = ..., metadata: _Optional[bytes] = ..., tensors: _Optional[_Iterable[_Union[TensorProto, _Mapping[str, object]]]] = ...) -> None: ...
