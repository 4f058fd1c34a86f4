namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>One node or relationship of a backup, valid until the reader moves on.</summary>
public sealed class EntityLine
{
    /// <summary>The line's number in the file, from 1.</summary>
    public long Number => throw new NotImplementedException();

    /// <summary>Whether the line is a relationship; else it is a node.</summary>
    public bool IsRelationship => throw new NotImplementedException();

    /// <summary>The entity's id in the graph that was backed up.</summary>
    public long Id => throw new NotImplementedException();

    /// <summary>The labels of a node.</summary>
    public LabelSet Labels => throw new NotImplementedException();

    /// <summary>The type of a relationship; the same string object for equal types.</summary>
    public string Type => throw new NotImplementedException();

    /// <summary>The id of the node where a relationship begins.</summary>
    public long StartId => throw new NotImplementedException();

    /// <summary>The id of the node where a relationship ends.</summary>
    public long EndId => throw new NotImplementedException();

    /// <summary>Parses the properties and gives them to <paramref name="sink"/>.</summary>
    /// <exception cref="CorruptBackupException">A value is not what its type says; the message names line and property.</exception>
    public void CopyPropertiesTo(IPropertySink sink) => throw new NotImplementedException();
}
