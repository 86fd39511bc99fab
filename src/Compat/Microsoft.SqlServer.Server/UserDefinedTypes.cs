namespace Microsoft.SqlServer.Server;

/// <summary>How a user-defined type is written to bytes.</summary>
public enum Format
{
    /// <summary>Not said.</summary>
    Unknown = 0,

    /// <summary>The server's own format.</summary>
    Native = 1,

    /// <summary>The type writes itself, see <see cref="IBinarySerialize"/>.</summary>
    UserDefined = 2,
}

/// <summary>A user-defined type that reads and writes itself.</summary>
public interface IBinarySerialize
{
    void Read(BinaryReader r);

    void Write(BinaryWriter w);
}

/// <summary>A user-defined type breaks the rules for such types.</summary>
public sealed class InvalidUdtException : SystemException
{
    internal InvalidUdtException(string message) : base(message)
    {
    }

    public static InvalidUdtException Create(Type udtType, string resourceReason) =>
        new($"'{udtType?.FullName}' is an invalid user defined type, reason: {resourceReason}.");
}

/// <summary>Says that a type is a user-defined type of the server.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    public Format Format { get; } = format;

    public bool IsByteOrdered { get; set; }

    public bool IsFixedLength { get; set; }

    public int MaxByteSize { get; set; }

    public string? Name { get; set; }

    public string? ValidationMethodName { get; set; }
}

/// <summary>Says that a type is a user-defined aggregate of the server.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
public sealed class SqlUserDefinedAggregateAttribute(Format format) : Attribute
{
    public const int MaxByteSizeValue = 8000;

    public Format Format { get; } = format;

    public bool IsInvariantToDuplicates { get; set; }

    public bool IsInvariantToNulls { get; set; }

    public bool IsInvariantToOrder { get; set; }

    public bool IsNullIfEmpty { get; set; }

    public int MaxByteSize { get; set; }

    public string? Name { get; set; }
}

/// <summary>What data a function of the server may read.</summary>
public enum DataAccessKind
{
    None = 0,
    Read = 1,
}

/// <summary>Whether a function of the server may read system tables.</summary>
public enum SystemDataAccessKind
{
    None = 0,
    Read = 1,
}

/// <summary>Facts on a parameter or return value of a method in the server.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue, AllowMultiple = false, Inherited = false)]
public class SqlFacetAttribute : Attribute
{
    public bool IsFixedLength { get; set; }

    public bool IsNullable { get; set; }

    public int MaxSize { get; set; }

    public int Precision { get; set; }

    public int Scale { get; set; }
}

/// <summary>Says that a method is a function of the server.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public class SqlFunctionAttribute : Attribute
{
    public DataAccessKind DataAccess { get; set; }

    public string? FillRowMethodName { get; set; }

    public bool IsDeterministic { get; set; }

    public bool IsPrecise { get; set; }

    public string? Name { get; set; }

    public SystemDataAccessKind SystemDataAccess { get; set; }

    public string? TableDefinition { get; set; }
}

/// <summary>Says that a method of a user-defined type can be called in SQL.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false, Inherited = false)]
public sealed class SqlMethodAttribute : SqlFunctionAttribute
{
    public bool InvokeIfReceiverIsNull { get; set; }

    public bool IsMutator { get; set; }

    public bool OnNullCall { get; set; } = true;
}
