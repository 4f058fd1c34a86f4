namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>What a property's value is, or each value of a list.</summary>
internal enum ValueKind : byte
{
    /// <summary>None yet: an empty list.</summary>
    None,
    Boolean,
    Integer,
    Float,
    String,
    Bytes,
    Date,
    Time,
    LocalTime,
    LocalDateTime,
    DateTime,
    Duration,
    Point,
}

/// <summary>The words for kinds of value under a line's <c>types</c>.</summary>
internal static class ValueKinds
{
    /// <summary>The word; empty for kinds that JSON itself tells apart. A float has one since it needs it when it is not finite.</summary>
    public static ReadOnlySpan<byte> Word(ValueKind kind) => kind switch
    {
        ValueKind.Float => "float"u8,
        ValueKind.Bytes => "bytes"u8,
        ValueKind.Date => "date"u8,
        ValueKind.Time => "time"u8,
        ValueKind.LocalTime => "localtime"u8,
        ValueKind.LocalDateTime => "localdatetime"u8,
        ValueKind.DateTime => "datetime"u8,
        ValueKind.Duration => "duration"u8,
        ValueKind.Point => "point"u8,
        _ => default,
    };

    /// <summary>The kind that goes by this word.</summary>
    /// <returns><see cref="ValueKind.None"/> when there is none.</returns>
    public static ValueKind Parse(ReadOnlySpan<byte> word)
    {
        for (var kind = ValueKind.Boolean; kind <= ValueKind.Point; kind++)
        {
            if (!word.IsEmpty && word.SequenceEqual(Word(kind))) return kind;
        }
        return ValueKind.None;
    }
}
