import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, documentOf } from "../../api/client.ts";
import { SESSION_KEY } from "../../api/session.ts";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import styles from "./sign-in.module.css";

/** Asks for a key, where whoever has none may see nothing. */
export function SignIn() {
	useEffect(() => {
		document.title = "Sign in · Openhours";
	}, []);
	return (
		<main className={styles.page}>
			<div className={styles.card}>
				<img src="/icon.svg" alt="" width="40" height="40" />
				<h1>Openhours</h1>
				<p className="muted">When a store should have been open, was it?</p>
				<SignInForm />
				<p className="muted">
					No key? Whoever runs this server makes one with{" "}
					<code>openhours keys create --name NAME --scope read</code>, or in the settings here.
				</p>
			</div>
		</main>
	);
}

/** Signs in with a key; what was shown before is asked for anew. */
export function SignInForm() {
	const client = useQueryClient();
	const [key, setKey] = useState("");
	const signIn = useMutation({
		mutationFn: () => documentOf(api.POST("/v1/session", { body: { key: key.trim() } })),
		onSuccess: async (session) => {
			client.setQueryData(SESSION_KEY, session);
			await client.invalidateQueries();
		},
	});
	return (
		<Form
			sending={signIn}
			submit="Sign in"
			of="the key"
			isReady={key.trim() !== ""}
			onSubmit={() => signIn.mutate()}
		>
			<TextField
				label="Key"
				type="password"
				value={key}
				onChange={setKey}
				autoComplete="current-password"
				hint="It begins with oh_. This browser keeps no copy of it."
			/>
		</Form>
	);
}
