using System.Data.Common;
using Store.Checkout.Paper;
using Store.Contracts.Chain;
using Store.Contracts.Devices;

namespace Store.Checkout.Receipts;

/// <summary>Counts what is printed of a sale and lays it out: the first print is the original, each later one is marked as a copy with its number.</summary>
internal sealed class PrintBook(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator)
{
    /// <summary>Counts a print, once per id.</summary>
    /// <param name="order">What is to be printed.</param>
    /// <param name="mayCopy">Whether a copy may be printed, or the original only.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RuleBroken"><c>receipt.printed</c>: the original has been printed already.</exception>
    public async Task<PrintedReceipt> Print(PrintOrder order, bool mayCopy, CancellationToken cancellationToken)
    {
        var receipt = await mediator.Send(new GetReceipt.Query(order.StoreId, order.SaleId), cancellationToken);
        var before = await db.Find<Stored>("""
            SELECT SaleId, Kind, PrintNumber FROM checkout.ReceiptPrints WHERE PrintUuid = @PrintUuid
            """, order, cancellationToken);
        if (before is not null && (before.SaleId != order.SaleId || before.Kind != order.Kind))
            throw new Conflict("receipt.uuid_taken", "This id belongs to another print.");
        var number = before?.PrintNumber ?? await Count(order, mayCopy, cancellationToken);

        var (words, marks, copy) = (ReceiptWords.In(order.Language), ReceiptMarks.In(order.Language), number - 1);
        var letterhead = await Letterhead.Of(db, order.StoreId, cancellationToken);
        var paper = order.Kind == PrintKinds.Gift
            ? ReceiptPaper.Gift(receipt, letterhead, words, marks, marks.CopyOf(copy))
            : ReceiptPaper.Receipt(receipt, letterhead, words, marks.CopyOf(copy));
        return order.Format switch
        {
            PrintOrder.Document => new PrintedReceipt(copy, Content: null, paper),
            PrintOrder.Html => new PrintedReceipt(copy, PaperHtml.Render(paper, receipt.Number), Document: null),
            _ => new PrintedReceipt(copy, PaperText.Render(paper, order.Width == 58 ? 32 : 48), Document: null),
        };
    }

    private async Task<int> Count(PrintOrder order, bool mayCopy, CancellationToken cancellationToken)
    {
        var printed = await db.Scalar<int>("""
            SELECT COALESCE(MAX(PrintNumber), 0) FROM checkout.ReceiptPrints WHERE SaleId = @SaleId AND Kind = @Kind
            """, order, cancellationToken);
        if (printed > 0 && !mayCopy)
            throw new RuleBroken("receipt.printed", "This has been printed already; what is printed now is a copy.", new Dictionary<string, object?> { ["printed"] = printed });

        var now = clock.UtcNow();
        var time = (await mediator.Send(new GetStore(order.StoreId), cancellationToken)).Time();
        try
        {
            await db.Execute("""
                INSERT INTO checkout.ReceiptPrints (ReceiptPrintId, PrintUuid, StoreId, SaleId, Kind, PrintNumber, BusinessDate, PrintedAt, UserId, UserName)
                VALUES (@ReceiptPrintId, @PrintUuid, @StoreId, @SaleId, @Kind, @PrintNumber, @BusinessDate, @PrintedAt, @UserId, @Name)
                """, new
            {
                ReceiptPrintId = ids.Next(), order.PrintUuid, order.StoreId, order.SaleId, order.Kind, PrintNumber = printed + 1, BusinessDate = time.BusinessDate(now), PrintedAt = now,
                caller.UserId, caller.Name,
            }, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("Another print of this sale was counted by a parallel request.", refused);
        }

        return printed + 1;
    }

    private sealed record Stored(long SaleId, string Kind, int PrintNumber);
}

/// <summary>What is to be printed, and how.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="SaleId">The sale or return.</param>
/// <param name="PrintUuid">Made by the till: the same print asked for again is not counted again.</param>
/// <param name="Kind">Receipt or Gift.</param>
/// <param name="Format">Html, Text, or Document for a printer.</param>
/// <param name="Width">Paper of a Text: 58 or 80 mm.</param>
/// <param name="Language">zh-Hans, zh-Hant or en.</param>
internal sealed record PrintOrder(long StoreId, long SaleId, Guid PrintUuid, string Kind, string Format, int Width, string? Language)
{
    public const string Html = "Html";
    public const string Text = "Text";
    public const string Document = "Document";
}

/// <param name="Copy">Which copy it is; 0 for the original.</param>
/// <param name="Content">The page or text to print; null of a Document.</param>
/// <param name="Document">The paper for a printer; null of a page or text.</param>
internal sealed record PrintedReceipt(int Copy, string? Content, PrintDocument? Document);

internal sealed class PrintOrderValidator : AbstractValidator<PrintOrder>
{
    public PrintOrderValidator()
    {
        RuleFor(order => order.PrintUuid).NotEmpty();
        RuleFor(order => order.Kind).Must(kind => kind is PrintKinds.Receipt or PrintKinds.Gift).WithMessage("A Receipt or a Gift receipt is printed.");
        RuleFor(order => order.Format).Must(format => format is PrintOrder.Html or PrintOrder.Text or PrintOrder.Document).WithMessage("It is printed as Html, as Text or as a Document.");
        RuleFor(order => order.Width).Must(width => width is 58 or 80).WithMessage("Paper is 58 or 80 mm wide.");
    }
}
