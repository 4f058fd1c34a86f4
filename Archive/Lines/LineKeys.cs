namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>The keys of a line.</summary>
[Flags]
internal enum LineKeys
{
    None = 0,
    Type = 1,
    Id = 2,
    Labels = 4,
    Label = 8,
    Start = 16,
    End = 32,
    Types = 64,
    Properties = 128,

    NodeNeeds = Type | Id,
    RelationshipNeeds = Type | Id | Label | Start | End,
    OnlyOnNodes = Labels,
    OnlyOnRelationships = Label | Start | End,
}

/// <summary>Reads keys.</summary>
internal static class LineKey
{
    /// <summary>Whether all of these are among them; unlike HasFlag it boxes nothing, however the code was compiled.</summary>
    public static bool Includes(this LineKeys keys, LineKeys all) => (keys & all) == all;

    /// <summary>The key of this name.</summary>
    /// <returns><see cref="LineKeys.None"/> when no line has it.</returns>
    public static LineKeys Parse(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("type"u8) ? LineKeys.Type
        : name.SequenceEqual("id"u8) ? LineKeys.Id
        : name.SequenceEqual("labels"u8) ? LineKeys.Labels
        : name.SequenceEqual("label"u8) ? LineKeys.Label
        : name.SequenceEqual("start"u8) ? LineKeys.Start
        : name.SequenceEqual("end"u8) ? LineKeys.End
        : name.SequenceEqual("types"u8) ? LineKeys.Types
        : name.SequenceEqual("properties"u8) ? LineKeys.Properties
        : LineKeys.None;
}
