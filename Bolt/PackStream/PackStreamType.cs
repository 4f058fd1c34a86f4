namespace StreamingTracker.Backup.Bolt.PackStream;

/// <summary>What kind of value a PackStream marker begins.</summary>
public enum PackStreamType
{
    /// <summary>The absence of a value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A signed integer of up to 64 bits.</summary>
    Integer,

    /// <summary>An IEEE 754 double.</summary>
    Float,

    /// <summary>A byte array.</summary>
    Bytes,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>A list of values.</summary>
    List,

    /// <summary>A map from text to values.</summary>
    Map,

    /// <summary>A structure: a tag and its fields.</summary>
    Structure,
}
