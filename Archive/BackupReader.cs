using System.Text.Unicode;
using StreamingTracker.Backup.Archive.Legacy;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive;

/// <summary>Reads a backup's data line by line, in memory that does not grow with the file.</summary>
public sealed class BackupReader : IAsyncDisposable
{
    private readonly LineVocabulary _vocabulary = new();
    private readonly CypherShellStream? _shell;
    private readonly LineReader _lines;
    private readonly string _source;
    private bool _inRelationships;

    internal BackupReader(Stream data, BackupKind kind, string source)
    {
        _source = source;
        var isVersion2 = kind == BackupKind.Version2;
        _shell = kind == BackupKind.Version1 ? new CypherShellStream(data) : null;
        _lines = new LineReader(_shell ?? data, _shell is null ? 1 : CypherShellStream.FirstLine, lastEndsToo: isVersion2);
        Current = new EntityLine(_vocabulary, isVersion2);
    }

    /// <summary>Reads a graph without a node, from no file.</summary>
    public static BackupReader OfNothing() => new(Stream.Null, BackupKind.Version2, "");

    /// <summary>The label sets met so far.</summary>
    public LabelSetTable LabelSets => _vocabulary.LabelSets;

    /// <summary>The current line.</summary>
    public EntityLine Current { get; }

    /// <summary>How much the file itself says it holds, for kinds that say so within the data.</summary>
    internal (long Nodes, long Relationships)? Announced => _shell?.Announced;

    /// <summary>Moves to the next node or relationship.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="CorruptBackupException">A line is no JSON, or no entity; the message names the line.</exception>
    /// <exception cref="ArchiveUnavailableException">The file cannot be read any further.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_lines.TryTake(out var line)) return ReadOnAsync(cancellationToken);
        Accept(line);
        return new ValueTask<bool>(true);
    }

    /// <summary>Closes the file.</summary>
    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private async ValueTask<bool> ReadOnAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> line;
        do
        {
            if (_lines.IsDone) return false;
            try
            {
                await _lines.FillAsync(cancellationToken);
            }
            catch (Exception fault) when (StorageFault.IsStorage(fault))
            {
                throw StorageFault.Explain(_source, fault);
            }
        }
        while (!_lines.TryTake(out line));
        Accept(line);
        return true;
    }

    private void Accept(ReadOnlyMemory<byte> line)
    {
        if (line.IsEmpty) throw Corruption.AtLine(_lines.Number, "the line is empty");
        if (line.Span.StartsWith("\uFEFF"u8)) throw Corruption.AtLine(_lines.Number, "the line begins with a byte order mark");
        if (!Utf8.IsValid(line.Span)) throw Corruption.AtLine(_lines.Number, "the line is no valid UTF-8");
        Current.Read(line, _lines.Number);
        if (_inRelationships && !Current.IsRelationship) throw Corruption.AtLine(_lines.Number, "a node comes after a relationship");
        _inRelationships = Current.IsRelationship;
    }
}
