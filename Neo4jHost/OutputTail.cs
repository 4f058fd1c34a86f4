namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>The last lines that a process printed.</summary>
internal sealed class OutputTail
{
    private const int MostLines = 60;
    private readonly Queue<string> _lines = new();

    public void Add(string? line)
    {
        if (line is null) return;
        lock (_lines)
        {
            if (_lines.Count == MostLines) _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public override string ToString()
    {
        lock (_lines) return string.Join('\n', _lines);
    }
}
