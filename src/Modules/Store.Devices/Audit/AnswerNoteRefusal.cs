using Store.Contracts.Devices;

namespace Store.Devices.Audit;

/// <summary>Answers <see cref="NoteRefusal"/>.</summary>
internal static class AnswerNoteRefusal
{
    internal sealed class Handler(RefusalNotes notes) : IRequestHandler<NoteRefusal, bool>
    {
        public Task<bool> Handle(NoteRefusal refusal, CancellationToken cancellationToken) => Task.FromResult(notes.Note(refusal));
    }
}
