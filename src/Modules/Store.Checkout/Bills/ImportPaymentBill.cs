using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Store.Checkout.Payments;
using Store.Contracts.Chain;

namespace Store.Checkout.Bills;

/// <summary>
/// Takes a provider's bill of one day and matches it with the payments and refunds of the store. What was paid near midnight may stand on the bill of the next day: what both
/// sides have of a number is added up over all bills, so that the next one settles what the one before left open. Payments in suspense get their final word from it.
/// The same bill sent again is answered as the first time.
/// </summary>
internal static class ImportPaymentBill
{
    private const int BytesAtMost = 8 * 1024 * 1024;

    /// <param name="StoreId">Whose account it is.</param>
    /// <param name="Provider">Whose bill.</param>
    /// <param name="Day">Of which day, by the store's clock.</param>
    /// <param name="Hash">What is in the file, so that a retry is known as one.</param>
    /// <param name="File">The bill.</param>
    internal sealed record Command(long StoreId, string Provider, DateOnly Day, string Hash, [property: JsonIgnore] byte[] File) : ICommand<Result>, IStoreScoped;

    /// <param name="BillId">The bill.</param>
    /// <param name="Lines">How many lines it has.</param>
    /// <param name="OtherStores">How many of them are another store's.</param>
    /// <param name="Matched">How many numbers agree, to the cent.</param>
    /// <param name="Reversed">How many were taken and taken back on both sides.</param>
    /// <param name="Differences">How many do not agree.</param>
    /// <param name="Decided">How many payments in suspense got their final word.</param>
    internal sealed record Result(long BillId, int Lines, int OtherStores, int Matched, int Reversed, int Differences, int Decided);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IEnumerable<IPaymentProvider> providers)
        {
            string[] known = [.. providers.Select(provider => provider.Name)];
            RuleFor(command => command.Provider).Must(provider => known.Contains(provider, StringComparer.Ordinal)).WithMessage("There is no provider '{PropertyValue}'.");
            RuleFor(command => command.File).Must(file => file.Length is > 0 and <= BytesAtMost).WithMessage($"A bill has 1 to {BytesAtMost} bytes.");
        }
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, BillBook book, AttemptBook attempts, AuditLog audit) : IRequestHandler<Command, Result>
    {
        // A provider's clock may run this much behind ours: what was paid so shortly before the day ended is looked for on the next day's bill.
        private static readonly TimeSpan AroundMidnight = TimeSpan.FromMinutes(30);

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var before = await db.Find<Stored>("""
                SELECT BillId, ContentHash, Lines, OtherStores, Matched, Reversed, Differences, Decided
                FROM   checkout.PaymentBills
                WHERE  StoreId = @StoreId AND Provider = @Provider AND Day = @Day
                """, command, cancellationToken);
            if (before is not null)
            {
                return before.ContentHash == command.Hash
                    ? new Result(before.BillId, before.Lines, before.OtherStores, before.Matched, before.Reversed, before.Differences, before.Decided)
                    : throw new Conflict("bill.imported", $"Another bill of {command.Provider} for {command.Day:yyyy-MM-dd} has been imported already.");
            }

            var time = (await mediator.Send(new GetStore(command.StoreId), cancellationToken)).Time();
            var (from, to) = (time.Utc(command.Day.ToDateTime(TimeOnly.MinValue)) - AroundMidnight, time.Utc(command.Day.AddDays(1).ToDateTime(TimeOnly.MinValue)) - AroundMidnight);
            if (to > clock.UtcNow())
                throw new RuleBroken("bill.day_not_over", "That day is not over yet.");

            var read = await BillFile.Read(command.File, cancellationToken);
            var sides = await book.Sides(command.StoreId, command.Provider, from, to, read, cancellationToken);
            var matches = sides.Matches();
            var decided = await Decide(sides, cancellationToken);
            var result = new Result(
                ids.Next(), sides.Lines.Count, read.Count - sides.Lines.Count, matches.Count(match => match.Difference is null && !match.IsReversed), matches.Count(match => match.IsReversed),
                matches.Count(match => match.Difference is not null), decided);
            try
            {
                await Write(command, result, sides.Lines, cancellationToken);
                await book.Keep(command.StoreId, command.Provider, command.Day, result.BillId, matches, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new RunAgain("The same bill came in on another connection.", refused);
            }

            await audit.Add("checkout.reconcile-payments", $"bill {command.Provider} {command.Day:yyyy-MM-dd}", command.StoreId, old: null, result, cancellationToken);
            return result;
        }

        /// <summary>The final word for payments in suspense: taken, so that the money is to be given back, or never taken.</summary>
        private async Task<int> Decide(BillSides sides, CancellationToken cancellationToken)
        {
            var decided = 0;
            foreach (var payment in sides.InSuspense)
            {
                var taken = sides.TakenFor(payment.Number);
                var attempt = await attempts.Find(payment.AttemptId, cancellationToken) ?? throw new NotFound("payment_attempt", payment.AttemptId);
                var moved = taken > Money.Zero
                    ? await attempts.Move(attempt, AttemptState.Succeeded, dueIn: null, new ProviderAnswer(ProviderOutcome.Approved, taken), cancellationToken)
                    : await attempts.Move(attempt, AttemptState.Reversed, dueIn: null, new ProviderAnswer(ProviderOutcome.Reversed), cancellationToken);
                decided += moved ? 1 : throw new RunAgain("The attempt has just moved on.");
            }

            return decided;
        }

        private async Task Write(Command command, Result result, IReadOnlyList<BillLine> lines, CancellationToken cancellationToken)
        {
            await db.Execute("""
                INSERT INTO checkout.PaymentBills (BillId, StoreId, Provider, Day, ContentHash, Lines, OtherStores, Matched, Reversed, Differences, Decided, PaidMinor, RefundedMinor,
                       ImportedAt, ImportedBy, ImportedByName)
                VALUES (@BillId, @StoreId, @Provider, @Day, @Hash, @Lines, @OtherStores, @Matched, @Reversed, @Differences, @Decided, @Paid, @Refunded, @Now, @UserId, @Name)
                """, new
            {
                result.BillId, command.StoreId, command.Provider, command.Day, command.Hash, result.Lines, result.OtherStores, result.Matched, result.Reversed, result.Differences, result.Decided,
                Paid = Money.Sum(lines.Where(line => line.Kind == BillKinds.Payment).Select(line => line.Amount)),
                Refunded = Money.Sum(lines.Where(line => line.Kind != BillKinds.Payment).Select(line => line.Amount)), Now = clock.UtcNow(), caller.UserId, caller.Name,
            }, cancellationToken);
            await db.Insert("""
                INSERT INTO checkout.PaymentBillLines (BillId, LineNumber, StoreId, Provider, About, Number, SignedMinor, Reference)
                VALUES (@BillId, @LineNumber, @StoreId, @Provider, @About, @Number, @Signed, @Reference)
                """, [.. lines.Select(line => new { result.BillId, line.LineNumber, command.StoreId, command.Provider, line.About, line.Number, line.Signed, line.Reference })], cancellationToken);
        }

        private sealed record Stored(long BillId, string ContentHash, int Lines, int OtherStores, int Matched, int Reversed, int Differences, int Decided);
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/payment-bills/{provider}/{day}", async (long storeId, string provider, DateOnly day, HttpRequest request, IMediator mediator, CancellationToken cancel) =>
            {
                using var file = new MemoryStream();
                await request.Body.CopyToAsync(file, cancel);
                return await mediator.Send(new Command(storeId, provider, day, Convert.ToHexString(SHA256.HashData(file.ToArray())), file.ToArray()), cancel);
            })
            .RequirePermission("checkout.reconcile-payments")
            .WithName(nameof(ImportPaymentBill)).WithSummary("Match a provider's bill of one day with the payments of the store")
            .WithMetadata(new RequestSizeLimitAttribute(BytesAtMost + 1024))
            .Accepts<string>("text/csv")
            .ProducesValidationProblem().ProducesProblem(409).ProducesProblem(413).ProducesProblem(422);
    }
}
